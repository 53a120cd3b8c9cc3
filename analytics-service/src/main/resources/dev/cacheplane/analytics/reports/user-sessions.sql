-- A session ends with 30 minutes of silence. How far it got is the last stage of the funnel that any of its events shows.
WITH event AS (
    SELECT
        customer,
        happened_at,
        CASE stage WHEN 'visit' THEN 0 WHEN 'product' THEN 1 WHEN 'cart' THEN 2 WHEN 'checkout' THEN 3 ELSE 4 END AS stage,
        coalesce(happened_at - lag(happened_at) OVER by_time > INTERVAL 30 MINUTE, true) AS begins
    FROM events
    WHERE happened_at >= :from AND happened_at < :until
    WINDOW by_time AS (PARTITION BY customer ORDER BY happened_at)
), numbered AS (
    SELECT
        *,
        sum(CAST(begins AS INTEGER)) OVER (PARTITION BY customer ORDER BY happened_at ROWS UNBOUNDED PRECEDING) AS number
    FROM event
), session AS (
    SELECT
        customer,
        count(*) AS events,
        max(stage) AS stage,
        epoch(max(happened_at) - min(happened_at)) AS seconds
    FROM numbered
    GROUP BY customer, number
)
SELECT
    count(*) AS sessions,
    count(DISTINCT customer) AS users,
    coalesce(avg(events), 0) AS events_per_session,
    coalesce(avg(seconds), 0) AS average_seconds,
    coalesce(quantile_cont(seconds, 0.5), 0) AS median_seconds,
    count_if(events = 1) AS bounces,
    count_if(stage >= 1) AS saw_product,
    count_if(stage >= 2) AS filled_cart,
    count_if(stage >= 3) AS checked_out,
    count_if(stage >= 4) AS purchased
FROM session
