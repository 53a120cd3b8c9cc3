-- RENEW (entry, metadata, lease; token, ms) -> 1 held for another ms | 0 lost
if redis.call('MGET', KEYS[3])[1] ~= ARGV[1] then
  return 0
end
return redis.call('PEXPIRE', KEYS[3], ARGV[2])
