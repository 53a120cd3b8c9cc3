-- BAR (entry, metadata, lease; token, ms) -> 1 there was an entry | 0 there was none
-- The lease is this token's, whosever it was; the entry is invalidated as INVALIDATE does it. The lease is written after a DEL: a script that has written
-- once is not refused (OOM) what it writes next.
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[2])
local there = redis.call('DEL', KEYS[1])
if there == 0 then
  redis.call('SET', KEYS[1], '', 'PX', 1)
  redis.call('DEL', KEYS[1])
end
return there
