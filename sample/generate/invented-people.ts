import type { SeededRandom } from './seeded-random.ts';

/** Given names are real words for people; the family names are plants, so nobody is meant. */
const GIVEN_NAMES =
  'Alma Andri Anja Beat Bettina Carla Curdin Daria Dominik Elin Emil Fabio Fiona Flurin Gian Hanna Ines Jana Jon Klara Lea Levin Lorena Luca Mara Marco Mia Nadia Nils Nora Olivia Pascal Rahel Remo Sara Selina Silvan Simea Tim Urs Vera Yannick'.split(
    ' ',
  );
const FAMILY_NAMES =
  'Ahornblatt Alpenrose Arnika Bärlauch Birkenzweig Brombeer Distelfink Edelweiss Efeuranke Enzian Farnkraut Fliederbusch Ginsterbach Hagebutt Haselbusch Heidelbeer Himmelschlüssel Holunder Kastanien Klatschmohn Königskerz Kornblum Krokuswies Lärchenast Lavendel Löwenzahn Mädesüss Maiglöck Malvenfeld Mispelbaum Nelkenwurz Pfefferminz Preiselbeer Quendel Rittersporn Salbeiblatt Sauerklee Schafgarb Schlehdorn Schneeglöck Silberdistel Sonnentau Steinbrech Storchschnab Tannenzapf Thymian Trollblum Ulmenhain Vergissmein Wacholder Waldmeister Weidenkätz Wermut Zaunwind Zitterpapp'.split(
    ' ',
  );
const LANGUAGES = ['de', 'de', 'de', 'de', 'de', 'de', 'de', 'en', 'fr', 'it'] as const;

export interface Person {
  readonly givenName: string;
  readonly familyName: string;
  /** In +423 000: no such number is given out. */
  readonly phone: string;
  /** At example.org, which belongs to nobody (RFC 2606). */
  readonly email: string;
  readonly language: string;
}

/** People without end, each name once. */
export function inventPeople(random: SeededRandom): () => Person {
  const names = random.shuffled(GIVEN_NAMES.flatMap((given) => FAMILY_NAMES.map((family) => [given, family] as const)));
  let count = 0;
  return () => {
    const [givenName, familyName] = names[count % names.length]!;
    const phone = `+423 000 ${String(1000 + count)
      .padStart(4, '0')
      .replace(/(..)(..)/, '$1 $2')}`;
    count += 1;
    const mailName = `${givenName}.${familyName}`
      .toLowerCase()
      .replaceAll('ä', 'ae')
      .replaceAll('ö', 'oe')
      .replaceAll('ü', 'ue')
      .replaceAll('ß', 'ss');
    return { givenName, familyName, phone, email: `${mailName}@example.org`, language: random.pick(LANGUAGES) };
  };
}

export const fullName = ({ givenName, familyName }: Person) => `${givenName} ${familyName}`;
