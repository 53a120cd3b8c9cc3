-- FILL (entry, metadata, lease; token, payload, metadata bytes, ms) -> 1 stored | 0 refused
-- Stores an entry if its lease is still held by this attempt's token. Payload and metadata expire in the same millisecond.
-- Without room (OOM) nothing is left of either. MGET, because GET fails on a key that another program made a list.
if redis.call('MGET', KEYS[3])[1] ~= ARGV[1] then
  return 0
end
local stored = redis.pcall('SET', KEYS[1], ARGV[2], 'PX', ARGV[4])
if not stored.err then
  stored = redis.pcall('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
end
redis.call('DEL', KEYS[3])
if stored.err then
  redis.call('DEL', KEYS[1], KEYS[2])
  return 0
end
return 1
