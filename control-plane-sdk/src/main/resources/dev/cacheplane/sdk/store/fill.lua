-- FILL (entry, metadata, lease, staged; token, metadata bytes, ms) -> 1 stored | 0 refused
-- Stores an entry if its lease is still held by this attempt's token. The payload has been SET just before, under a key of this attempt's own, and is
-- renamed, expiry and all: through a script it would be copied several times while Redis does nothing else.
-- Without room (OOM) nothing is left of either; the payload may not even have been SET. MGET, because GET fails on a key that another program made a list.
if redis.call('MGET', KEYS[3])[1] ~= ARGV[1] then
  redis.call('DEL', KEYS[4])
  return 0
end
local stored = redis.pcall('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
if not stored.err then
  stored = redis.pcall('RENAME', KEYS[4], KEYS[1])
end
redis.call('DEL', KEYS[3])
if stored.err then
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[4])
  local full = string.find(stored.err, 'OOM', 1, true) or string.find(stored.err, 'no such key', 1, true)
  return full and 0 or stored
end
return 1
