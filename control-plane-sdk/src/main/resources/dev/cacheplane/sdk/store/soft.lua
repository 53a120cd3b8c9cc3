-- SOFT (entry, metadata, lease) -> 1 the entry is stale from now on | 0 nothing usable was there, done as INVALIDATE
-- The lease goes either way, so that a computation that began before is not stored as fresh. Fresh for as long as the entry is old (keep less PTTL) is
-- stale; never for longer than it was. PEXPIRE changes nothing but tells whoever tracks the entry.
redis.call('DEL', KEYS[3])
local there = redis.call('MGET', KEYS[1], KEYS[2])
local left = redis.call('PTTL', KEYS[1])
if there[1] and there[2] and left > 0 then
  local before, fresh, after = string.match(there[2], '^(2 .-) fresh=(%d+)( .*)$')
  local keep = string.match(there[2], '^2 .- keep=(%d+)')
  if before and keep then
    local age = math.max(0, math.min(tonumber(fresh), tonumber(keep) - left))
    redis.call('SET', KEYS[2], before .. ' fresh=' .. string.format('%.0f', age) .. after, 'PX', left)
    redis.call('PEXPIRE', KEYS[1], left)
    return 1
  end
end
redis.call('DEL', KEYS[2])
if redis.call('DEL', KEYS[1]) == 0 then
  redis.call('SET', KEYS[1], '', 'PX', 1)
  redis.call('DEL', KEYS[1])
end
return 0
