-- ACQUIRE (entry, metadata, lease; token, ms, metadata bytes seen or '') ->
--   {'changed', payload, metadata, PTTL} another entry than the one seen is there | {'taken'} | {'held', PTTL of the lease, its holder} | {'no room'}
-- An entry is compared by its metadata, which names its fill: two fills may have stored equal payloads.
local there = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3])
if there[1] and there[2] and there[2] ~= ARGV[3] then
  return { 'changed', there[1], there[2], redis.call('PTTL', KEYS[1]) }
end
local taken = not there[3] and redis.pcall('SET', KEYS[3], ARGV[1], 'NX', 'PX', ARGV[2])
if not taken then
  return { 'held', redis.call('PTTL', KEYS[3]), there[3] or '' }
end
if not taken.err then
  return { 'taken' }
end
if string.find(taken.err, 'OOM', 1, true) then
  return { 'no room' }
end
return taken
