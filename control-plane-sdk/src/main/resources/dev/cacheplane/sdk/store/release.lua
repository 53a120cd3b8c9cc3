-- RELEASE (entry, metadata, lease; token) -> 1 given back | 0 was another's already, or nobody's
if redis.call('MGET', KEYS[3])[1] ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[3])
