package dev.cacheplane.products;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The products, in a database whose queries take their time. Knows nothing of caching. */
final class ProductCatalog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProductCatalog.class);
    private static final RowMapper<Product> PRODUCT = (row, context) ->
            new Product(row.getLong("id"), row.getString("name"), new Price(row.getLong("price_cents")));

    private final HikariDataSource database;
    private final Jdbi jdbi;
    private final Duration queryDelay;

    /**
     * @param directory where the database is or is to be; must exist
     * @param queryDelay how long every query takes, besides its work
     */
    ProductCatalog(Path directory, Duration queryDelay) {
        this.database = ProductDatabase.open(directory);
        this.jdbi = Jdbi.create(database);
        this.queryDelay = queryDelay;
    }

    /** All products in the order of their ids. */
    List<Product> all() throws InterruptedException {
        log.info("Fetching from database...");
        List<Product> products = jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM product ORDER BY id")
                .map(PRODUCT)
                .list());
        takeTime();
        return products;
    }

    /** The product with this id, if there is one. */
    Optional<Product> find(long id) throws InterruptedException {
        log.info("Fetching from database...");
        Optional<Product> product = jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM product WHERE id = :id")
                .bind("id", id)
                .map(PRODUCT)
                .findOne());
        takeTime();
        return product;
    }

    /** Returns whether there is such a product; committed when this returns. */
    boolean update(long id, ProductUpdate update) {
        Price price = update.price();
        return 1
                == jdbi.withHandle(handle -> handle.createUpdate("""
                                UPDATE product
                                SET name = coalesce(:name, name), price_cents = coalesce(:cents, price_cents)
                                WHERE id = :id""")
                        .bind("id", id)
                        .bind("name", update.name())
                        .bind("cents", price == null ? null : price.cents())
                        .execute());
    }

    /** A slow query answers with what was true when it began. */
    private void takeTime() throws InterruptedException {
        Thread.sleep(queryDelay.toMillis());
    }

    @Override
    public void close() {
        database.close();
    }
}
