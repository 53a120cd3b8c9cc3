-- FAIL (entry, metadata, lease; token, ms) -> 1 the lease says 'failed' for ms | 0 was another's already, or nobody's
-- DEL first: a script that has written once is not refused (OOM) what it writes next.
if redis.call('MGET', KEYS[3])[1] ~= ARGV[1] then
  return 0
end
redis.call('DEL', KEYS[3])
redis.call('SET', KEYS[3], 'failed', 'PX', ARGV[2])
return 1
