CREATE TABLE product (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    price_cents INTEGER NOT NULL CHECK (price_cents >= 0)
);

INSERT INTO product (id, name, price_cents) VALUES (1, 'Laptop', 99900), (2, 'Mouse', 2900);
