-- Every day of the range, and what was sold on the same date a year before.
WITH sold AS (
    SELECT CAST(ordered_at AS DATE) AS day, sum(cents) AS cents, count(*) AS orders
    FROM orders
    WHERE (:region = 'global' OR region = :region)
        AND ((ordered_at >= :from AND ordered_at < :until) OR (ordered_at >= :from_before AND ordered_at < :until_before))
    GROUP BY day
)
SELECT
    CAST(days.day AS DATE) AS day,
    coalesce(this_year.cents, 0) AS cents,
    coalesce(this_year.orders, 0) AS orders,
    year_before.cents AS cents_before
FROM (SELECT unnest(range(CAST(:from AS TIMESTAMP), CAST(:until AS TIMESTAMP), INTERVAL 1 DAY)) AS day) AS days
LEFT JOIN sold AS this_year ON this_year.day = days.day
LEFT JOIN sold AS year_before ON year_before.day = days.day - INTERVAL 1 YEAR
ORDER BY day
