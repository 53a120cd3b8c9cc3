-- The users whose first visit ever was in a month, and how many of them came in that month and in each later one.
WITH active AS (
    SELECT DISTINCT customer, date_trunc('month', happened_at) AS month FROM events WHERE happened_at < :until
), joined AS (
    SELECT customer, min(month) AS cohort FROM active GROUP BY customer
)
SELECT CAST(cohort AS DATE) AS cohort, date_diff('month', cohort, month) AS months_later, count(*) AS users
FROM active JOIN joined USING (customer)
WHERE cohort >= :first_cohort
GROUP BY cohort, months_later
ORDER BY cohort, months_later
