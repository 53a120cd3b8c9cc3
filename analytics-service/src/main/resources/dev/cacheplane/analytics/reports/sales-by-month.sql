-- Months count as far as the range covers them; the year before just as far.
WITH this_year AS (
    SELECT date_trunc('month', ordered_at) AS month, sum(cents) AS cents, count(*) AS orders
    FROM orders
    WHERE (:region = 'global' OR region = :region) AND ordered_at >= :from AND ordered_at < :until
    GROUP BY month
), year_before AS (
    SELECT date_trunc('month', ordered_at) + INTERVAL 1 YEAR AS month, sum(cents) AS cents
    FROM orders
    WHERE (:region = 'global' OR region = :region) AND ordered_at >= :from_before AND ordered_at < :until_before
    GROUP BY month
)
SELECT CAST(month AS DATE) AS month, coalesce(this_year.cents, 0) AS cents, coalesce(orders, 0) AS orders, year_before.cents AS cents_before
FROM this_year FULL JOIN year_before USING (month)
ORDER BY month
