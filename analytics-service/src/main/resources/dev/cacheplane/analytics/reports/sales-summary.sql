-- A customer is new in the range that has the first of all their orders. That takes a look at every order there ever was.
WITH selected AS (
    SELECT ordered_at, customer, quantity, cents FROM orders WHERE ordered_at < :until AND (:region = 'global' OR region = :region)
), first_order AS (
    SELECT customer, min(ordered_at) AS first_at FROM selected GROUP BY customer
), sold AS (
    SELECT * FROM selected WHERE ordered_at >= :from
)
SELECT
    coalesce(sum(cents), 0) AS cents,
    count(*) AS orders,
    coalesce(sum(quantity), 0) AS units,
    count(DISTINCT customer) AS customers,
    coalesce(quantile_cont(cents, 0.5), 0) AS median_cents,
    (SELECT count(*) FROM first_order WHERE first_at >= :from) AS new_customers
FROM sold
