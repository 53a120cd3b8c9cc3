-- BUMP (generations; a fresh one for each) -> how many
-- Each is new, for 30 days. One that cannot be written (OOM) is deleted: whoever asks for it next makes another.
for i, key in ipairs(KEYS) do
  if redis.pcall('SET', key, ARGV[i], 'PX', 2592000000).err then
    redis.call('UNLINK', key)
  end
end
return #KEYS
