-- What every connection sees. Orders and events lie in Parquet files; a connection names those that it looks at in the
-- variables order_files and event_files, so that all queries of one report see the same.

-- A number from 0 to 1 that looks random and is always the same for the same n and draw (draw below 16).
CREATE MACRO chance(n, draw) AS CAST(hash(getvariable('seed') + n * 16 + draw) AS DOUBLE) / 18446744073709551616.0;

-- Regions with their share of the customers: lowest and highest chance.
CREATE TABLE region (name VARCHAR, lowest DOUBLE, highest DOUBLE);
INSERT INTO region VALUES
    ('north_america', 0.00, 0.36),
    ('europe', 0.36, 0.64),
    ('asia_pacific', 0.64, 0.86),
    ('south_america', 0.86, 0.94),
    ('middle_east_africa', 0.94, 1.01);

-- Products, the best sellers first.
CREATE TABLE product (id INTEGER, name VARCHAR, category VARCHAR, price_cents BIGINT);
INSERT INTO product VALUES
    (0, 'Wireless Mouse', 'accessories', 2900),
    (1, 'USB-C Cable', 'accessories', 1490),
    (2, 'Phone Case', 'accessories', 1990),
    (3, 'Laptop 14"', 'computers', 99900),
    (4, 'Headphones', 'audio', 7900),
    (5, 'Mechanical Keyboard', 'accessories', 8900),
    (6, 'Smartphone', 'phones', 69900),
    (7, 'Earbuds', 'audio', 5900),
    (8, 'Monitor 27"', 'displays', 27900),
    (9, 'Webcam', 'accessories', 6900),
    (10, 'Power Bank', 'accessories', 3490),
    (11, 'Tablet', 'computers', 44900),
    (12, 'Smart Watch', 'wearables', 24900),
    (13, 'Laptop 16"', 'computers', 149900),
    (14, 'SSD 1 TB', 'storage', 9900),
    (15, 'Fitness Band', 'wearables', 4900),
    (16, 'Docking Station', 'accessories', 15900),
    (17, 'Bluetooth Speaker', 'audio', 6900),
    (18, 'Memory Card', 'storage', 2490),
    (19, 'Router', 'network', 11900),
    (20, 'E-Reader', 'computers', 12900),
    (21, 'Game Controller', 'gaming', 5990),
    (22, 'Game Console', 'gaming', 49900),
    (23, 'Printer', 'office', 13900),
    (24, 'Desk Lamp', 'office', 3990),
    (25, 'Monitor 34"', 'displays', 54900),
    (26, 'Graphics Card', 'gaming', 62900),
    (27, 'Security Camera', 'network', 8490),
    (28, 'SSD 4 TB', 'storage', 28900),
    (29, 'Soundbar', 'audio', 19900),
    (30, 'Office Chair', 'office', 22900),
    (31, 'VR Headset', 'gaming', 39900),
    (32, 'Mesh Wi-Fi', 'network', 23900),
    (33, 'Drone', 'gaming', 79900),
    (34, 'Standing Desk', 'office', 38900),
    (35, 'Workstation', 'computers', 249900),
    (36, 'Projector', 'displays', 59900),
    (37, 'Studio Microphone', 'audio', 14900),
    (38, 'NAS', 'storage', 42900),
    (39, 'Server Rack', 'network', 119900);

-- The stages of a visit, in their order.
CREATE TABLE stage (id INTEGER, name VARCHAR);
INSERT INTO stage VALUES (0, 'visit'), (1, 'product'), (2, 'cart'), (3, 'checkout'), (4, 'purchase');

