-- Who buys: customers of all time so far, the later ones more often. Where they live decides the region. What: a few
-- products make most of the sales. When: rarely at night, most in the afternoon.
WITH row AS (
    SELECT *, orders_before + unnest(range(orders)) AS n FROM day
), drawn AS (
    SELECT
        n, day, discount,
        CAST(floor(customers * sqrt(chance(n, 1))) AS BIGINT) AS customer,
        CAST(floor(40 * power(chance(n, 2), 2.2)) AS INTEGER) AS product_id,
        1 + CAST(floor(3 * power(chance(n, 3), 4)) AS INTEGER) AS quantity,
        CASE WHEN chance(n, 4) < 0.12
            THEN chance(n, 5)
            ELSE 0.33 + 0.62 * (chance(n, 5) + chance(n, 6)) / 2
        END AS time_of_day
    FROM row
), customer_at AS (
    SELECT *, chance(customer, 0) AS home FROM drawn
)
SELECT
    CAST(day + to_seconds(CAST(86400 * time_of_day AS BIGINT)) AS TIMESTAMP) AS ordered_at,
    region.name AS region,
    product.name AS product,
    customer,
    quantity,
    CAST(round(quantity * product.price_cents * (1 - discount * chance(n, 7))) AS BIGINT) AS cents,
    CAST(NULL AS VARCHAR) AS order_id
FROM customer_at
JOIN product ON product.id = product_id
JOIN region ON home >= region.lowest AND home < region.highest
