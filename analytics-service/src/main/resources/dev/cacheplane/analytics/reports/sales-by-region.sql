SELECT region, sum(cents) AS cents, count(*) AS orders
FROM orders
WHERE (:region = 'global' OR region = :region) AND ordered_at >= :from AND ordered_at < :until
GROUP BY region
ORDER BY cents DESC, region
