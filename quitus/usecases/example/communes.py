"""Some communes of the Pas-de-Calais, for the map of the example: real ones, of which nothing else here is real.

Codes, names and municipal populations: INSEE (code officiel géographique and populations de référence), as published
by @etalab/decoupage-administratif 6.0.0. Coordinates, latitude then longitude, are rounded to a hundredth of a degree.
"""

from quitus.domain.venues.operations import CommuneTold

_ROWS = (
    ("62014", "Aire-sur-la-Lys", "62120", 9_598, 50.64, 2.40),
    ("62040", "Arques", "62510", 9_431, 50.74, 2.30),
    ("62041", "Arras", "62000", 42_875, 50.29, 2.78),
    ("62048", "Auchel", "62260", 10_051, 50.51, 2.47),
    ("62057", "Audruicq", "62370", 5_309, 50.88, 2.08),
    ("62060", "Auxi-le-Château", "62390", 2_547, 50.23, 2.12),
    ("62063", "Avesnes-le-Comte", "62810", 1_840, 50.28, 2.53),
    ("62065", "Avion", "62210", 17_435, 50.41, 2.83),
    ("62080", "Bapaume", "62450", 3_779, 50.10, 2.85),
    ("62108", "Berck", "62600", 12_951, 50.41, 1.59),
    ("62117", "Bertincourt", "62124", 920, 50.09, 2.98),
    ("62119", "Béthune", "62400", 25_224, 50.53, 2.64),
    ("62160", "Boulogne-sur-Mer", "62200", 40_539, 50.73, 1.61),
    ("62178", "Bruay-la-Buissière", "62700", 21_424, 50.48, 2.55),
    ("62193", "Calais", "62100", 67_571, 50.95, 1.86),
    ("62215", "Carvin", "62220", 17_909, 50.49, 2.96),
    ("62268", "Desvres", "62240", 4_829, 50.67, 1.83),
    ("62318", "Étaples", "62630", 10_710, 50.52, 1.64),
    ("62325", "Fauquembergues", "62560", 932, 50.60, 2.09),
    ("62361", "Frévent", "62270", 3_259, 50.28, 2.29),
    ("62364", "Fruges", "62310", 2_362, 50.52, 2.13),
    ("62397", "Guînes", "62340", 5_479, 50.87, 1.87),
    ("62427", "Hénin-Beaumont", "62110", 25_688, 50.42, 2.95),
    ("62463", "Hucqueliers", "62650", 494, 50.57, 1.91),
    ("62498", "Lens", "62300", 32_920, 50.43, 2.83),
    ("62506", "Licques", "62850", 1_679, 50.78, 1.93),
    ("62510", "Liévin", "62800", 30_063, 50.42, 2.77),
    ("62516", "Lillers", "62190", 10_193, 50.56, 2.48),
    ("62534", "Lumbres", "62380", 3_579, 50.71, 2.12),
    ("62560", "Marquise", "62250", 5_217, 50.81, 1.71),
    ("62588", "Montreuil-sur-Mer", "62170", 1_912, 50.46, 1.76),
    ("62643", "Outreau", "62230", 13_138, 50.71, 1.59),
    ("62649", "Pas-en-Artois", "62760", 768, 50.15, 2.49),
    ("62765", "Saint-Omer", "62500", 14_382, 50.75, 2.26),
    ("62767", "Saint-Pol-sur-Ternoise", "62130", 4_677, 50.38, 2.33),
    ("62865", "Vitry-en-Artois", "62490", 4_849, 50.33, 2.98),
)

COMMUNES = [
    CommuneTold(code, name, (postcode,), population, (latitude, longitude))
    for code, name, postcode, population, latitude, longitude in _ROWS
]
