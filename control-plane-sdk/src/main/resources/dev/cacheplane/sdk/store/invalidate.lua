-- INVALIDATE (entry, metadata, lease) -> 1 there was an entry | 0 there was none
-- The lease goes too, so that a computation that began before is not stored. An invalidation always speaks: whoever tracks the
-- entry hears nothing of the deletion of an absent key, so an absent one is made for a moment.
redis.call('DEL', KEYS[3], KEYS[2])
local there = redis.call('DEL', KEYS[1])
if there == 0 then
  redis.call('SET', KEYS[1], '', 'PX', 1)
  redis.call('DEL', KEYS[1])
end
return there
