-- 100 events are 20 sessions, of which five bounce and the longest has 18 events. How far a session gets is drawn for the
-- session; its events lie 10 to 150 seconds apart. Half of the sessions are of users who came lately.
WITH length AS (
    SELECT [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 12, 18] AS of_session
), pattern AS (
    SELECT
        row_number() OVER (ORDER BY session, step) - 1 AS place, session, step, steps
    FROM (
        SELECT session, steps, unnest(range(steps)) AS step
        FROM (SELECT unnest(range(20)) AS session, unnest(of_session) AS steps FROM length)
    )
), row AS (
    SELECT *, events_before + unnest(range(events)) AS n FROM day
), placed AS (
    SELECT row.*, steps, step, 4611686018427387 + (n // 100) * 20 + session AS session
    FROM row JOIN pattern ON place = n % 100
), drawn AS (
    SELECT
        *,
        CASE WHEN chance(session, 1) < 0.5
            THEN customers * (1 - power(chance(session, 2), 3))
            ELSE customers * sqrt(chance(session, 2))
        END AS visitor,
        0.02 + 0.93 * (chance(session, 3) + chance(session, 4)) / 2 AS time_of_day,
        CASE
            WHEN chance(session, 5) < 0.50 THEN 1
            WHEN chance(session, 5) < 0.78 THEN 2
            WHEN chance(session, 5) < 0.88 THEN 3
            ELSE 4
        END AS depth
    FROM placed
)
SELECT
    CAST(day + to_seconds(CAST(86400 * time_of_day + 80 * step + 70 * chance(n, 6) AS BIGINT)) AS TIMESTAMP) AS happened_at,
    CAST(floor(visitor) AS BIGINT) AS customer,
    stage.name AS stage
FROM drawn
JOIN stage ON stage.id = CASE
    WHEN step = 0 THEN 0
    ELSE greatest(1, CAST(floor(step * least(depth, steps - 1) / (steps - 1)) AS INTEGER))
END
