import type { IMPORT_FIELDS } from '@roundsman/api-contract';

export type ImportField = (typeof IMPORT_FIELDS)[number];

/** What columns are called in English, German and French, folded: lower case, no accents, words parted by one space. */
const WORDS: Record<Exclude<ImportField, 'ignore' | 'metadata'>, string> = {
  reference_id:
    'reference id, reference, ref, reference number, reference no, external id, job id, job number, consignment, consignment number, tracking number, delivery number, referenz, referenznummer, auftrags id, lieferscheinnummer, lieferschein, sendungsnummer, numero de reference, no de reference',
  order_number:
    'order number, order, order no, order id, invoice number, invoice, sales order, po number, auftragsnummer, auftrag, bestellnummer, bestellung, rechnungsnummer, beleg, belegnummer, commande, numero de commande, no commande, facture',
  customer_number:
    'customer number, customer no, customer id, customer code, customer reference, debtor, debtor number, kundennummer, kunden nr, kundennr, kunden id, debitor, debitorennummer, numero de client, numero client, no client, code client',
  merchant:
    'merchant, client, shop, store, seller, account, auftraggeber, mandant, haendler, verkaeufer, marchand, donneur d ordre, vendeur',
  service_date:
    'service date, date, delivery date, date of delivery, day, scheduled date, lieferdatum, liefertermin, datum, termin, wunschtermin, tag, date de livraison, jour',
  job_type:
    'job type, type, action type, action, service type, auftragsart, art, auftragstyp, typ, type de mission, type de service',
  name: 'name, customer, customer name, recipient, recipient name, consignee, full name, contact, contact name, ship to name, first name, last name, surname, given name, company, kunde, kundenname, empfaenger, name empfaenger, vorname, nachname, firma, nom, prenom, client nom, destinataire, nom du client, societe',
  phone:
    'phone, phone number, telephone, telephone number, tel, mobile, mobile number, mobile phone, cell, cell phone, contact phone, telefon, telefonnummer, handy, handynummer, mobil, mobiltelefon, natel, rufnummer, telephone portable, portable, numero de telephone',
  email:
    'email, e mail, mail, email address, e mail address, contact email, e mail adresse, mailadresse, courriel, adresse e mail, adresse email',
  language: 'language, lang, locale, sprache, kundensprache, langue',
  street: 'street, street name, address 1, address line 1, address1, ship to street, strasse, str, rue, voie',
  house_number:
    'house number, house no, number, no, street number, hausnummer, hausnr, hnr, nr, numero, numero de rue, n',
  address_line:
    'address, address line, full address, delivery address, ship to address, ship to, adresse, lieferadresse, anschrift, lieferanschrift, adresse de livraison',
  postcode: 'postcode, post code, postal code, zip, zip code, plz, postleitzahl, code postal, cp, npa',
  city: 'city, town, place, ship to city, locality, ort, stadt, wohnort, lieferort, ville, localite, commune',
  country: 'country, country code, land, laendercode, staat, pays, code pays',
  lon: 'lon, lng, long, longitude, laengengrad, laenge',
  lat: 'lat, latitude, breitengrad, breite',
  window_from:
    'window from, from, time from, start time, start, earliest, window start, not before, von, zeit von, fruehestens, ab, zeitfenster von, beginn, de, debut, heure debut, heure de debut, a partir de',
  window_to:
    'window to, to, until, time to, end time, end, latest, window end, not after, bis, zeit bis, spaetestens, zeitfenster bis, ende, a, fin, heure fin, heure de fin, jusqu a',
  service_minutes:
    'service minutes, service time, duration, minutes, stop time, handling time, dauer, servicezeit, standzeit, aufenthalt, minuten, duree, temps de service',
  service_level:
    'service level, level, delivery level, servicelevel, lieferart, serviceart, niveau de service, prestation',
  description:
    'description, item, item description, items, goods, product, product name, article, contents, beschreibung, bezeichnung, artikel, artikelbezeichnung, ware, produkt, inhalt, marchandise, produit, designation',
  quantity:
    'quantity, qty, count, pieces, units, colli, parcels, menge, anzahl, stueck, stueckzahl, quantite, qte, nombre, colis',
  weight_kg: 'weight kg, weight, kg, gross weight, unit weight, gewicht, gewicht kg, bruttogewicht, poids, poids kg',
  volume_m3: 'volume m3, volume, m3, cbm, unit volume, volumen, volumen m3, kubik, volume en m3',
  barcode:
    'barcode, bar code, ean, gtin, sku, article number, item number, strichcode, artikelnummer, code barres, code article',
  skills:
    'skills, skill, required skills, qualification, qualifications, faehigkeiten, qualifikation, anforderung, competences, qualification requise',
  operators:
    'operators, crew, crew size, people, persons, men, workers, helpers, mann, personen, anzahl personen, mitarbeiter, personnes, equipe',
  priority: 'priority, urgency, prio, prioritaet, dringlichkeit, priorite, urgence',
  floor: 'floor, level floor, storey, stock, stockwerk, etage',
  lift: 'lift, elevator, aufzug, fahrstuhl, ascenseur',
  access_note:
    'access note, access, access notes, apartment, apt, unit, entrance, door, zugang, zugangshinweis, wohnung, eingang, acces, appartement, entree',
  notes:
    'notes, note, comment, comments, remarks, remark, instructions, delivery instructions, bemerkung, bemerkungen, hinweis, hinweise, kommentar, notiz, lieferhinweis, remarque, remarques, commentaire, instructions de livraison',
  tags: 'tags, tag label, labels, label, stichworte, schlagworte, etiquettes, mots cles',
  depot: 'depot, warehouse, hub, origin, from location, lager, depot code, entrepot, depart',
  haul_away:
    'haul away, take back, old appliance, removal, ruecknahme, altgeraet, altgeraete, entsorgung, reprise, ancien appareil',
  signature: 'signature, signature required, unterschrift, unterschrift noetig, signature requise',
};

const byWord = new Map(
  Object.entries(WORDS).flatMap(([field, words]) =>
    words.split(', ').map((word) => [word, field as ImportField] as const),
  ),
);

const LETTERS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', œ: 'oe', æ: 'ae' };

/** `Empfänger (Name)` → `empfaenger name`. */
export const foldHeader = (header: string): string =>
  header
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßœæ]/g, (letter) => LETTERS[letter]!)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** What a column of that name means; null when nobody can tell. */
export function fieldOfHeader(header: string): ImportField | null {
  const folded = foldHeader(header);
  if (folded.startsWith('metadata ')) return 'metadata';
  return byWord.get(folded) ?? byWord.get(folded.replace(/ (kg|m3|min|minutes|number|nummer)$/, '')) ?? null;
}

/** Before the key, among the values of a row: `metadata.po_number`. */
export const METADATA_PREFIX = 'metadata.';

/** `Metadata: PO number` → `po_number`: the key under which a column's values are kept. */
export const metadataKey = (title: string): string =>
  foldHeader(title)
    .replace(/^metadata /, '')
    .replaceAll(' ', '_')
    .slice(0, 40) || 'value';
