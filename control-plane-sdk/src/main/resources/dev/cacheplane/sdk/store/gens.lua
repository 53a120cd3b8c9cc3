-- GENS (generations; a fresh one for each) -> their values; missing ones are made, for 30 days; 'no room' for one that could not be
-- What is no generation (another program's) is replaced. MGET, because GET fails on a key that another program made a list.
local values = {}
for i, key in ipairs(KEYS) do
  values[i] = redis.call('MGET', key)[1]
  if not values[i] or not string.match(values[i], '^[0-9a-f]+%.[0-9a-f]+$') then
    local made = redis.pcall('SET', key, ARGV[i], 'PX', 2592000000)
    if not made.err then
      values[i] = ARGV[i]
    elseif string.find(made.err, 'OOM', 1, true) then
      values[i] = 'no room'
    else
      return made
    end
  end
end
return values
