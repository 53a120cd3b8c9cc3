SELECT product, sum(cents) AS cents, sum(quantity) AS units
FROM orders
WHERE (:region = 'global' OR region = :region) AND ordered_at >= :from AND ordered_at < :until
GROUP BY product
ORDER BY cents DESC, product
LIMIT 10
