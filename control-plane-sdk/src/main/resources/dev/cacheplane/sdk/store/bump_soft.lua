-- BUMP_SOFT (generations; a fresh one for each) -> how many
-- As BUMP, but the part before the dot stays where there was one: what it was before is usable, and not fresh.
for i, key in ipairs(KEYS) do
  local before = redis.call('MGET', key)[1] or ''
  local hard = string.match(before, '^([0-9a-f]+)%.[0-9a-f]+$') or string.match(ARGV[i], '^[^.]+')
  local soft = string.match(ARGV[i], '[^.]+$')
  if redis.pcall('SET', key, hard .. '.' .. soft, 'PX', 2592000000).err then
    redis.call('UNLINK', key)
  end
end
return #KEYS
