package dev.cacheplane.products;

/** Something that is sold; this is also how it stands in JSON, and in the cache. */
record Product(long id, String name, Price price) {}
