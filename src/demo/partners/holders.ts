// Holders of the pass of the demonstration: 3,000 invented people, a quarter of them children of another, what they hold, what is left of it;
// Lucette Morandat and her son, with what they used these days. Nothing when the partners are not there.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import { todayThere } from '#territory'

const HOLDERS = 3000

const GIVEN =
  'Adèle,Amine,Anouk,Baptiste,Camille,Chloé,Clément,Diane,Élias,Élise,Emma,Fanny,Farid,Gabriel,Hana,Hugo,Inaya,Jeanne,Jules,Karima,Léo,Lina,Louise,Lucas,Maëlle,Malik,Manon,Marius,Nadia,Naël,Nina,Noé,Océane,Omar,Paul,Rachid,Rose,Sacha,Salomé,Samir,Sofia,Théo,Tiago,Victor,Yanis,Zélie,Zoé'
const FAMILY =
  'Ainay,Beauvisage,Bellevaux,Bonnevay,Brotteaux,Chalamont,Champvert,Charmeaux,Cordeliers,Duchère,Étangs,Fontanières,Gerlandet,Grézieu,Islettes,Jonage,Laennat,Limonest,Mazagran,Ménival,Millery,Monplaisy,Moulin,Oullinet,Parilly,Perralière,Pusignan,Quarantaine,Rillieu,Sainte-Foyet,Sathonet,Serin,Tassinet,Vaisette,Valmy,Vernaisot'

interface Held {
  partner: string
  product: string
  /** Of every hundred; by age where it matters. */
  share: number
  from: number
  to: number
  classes: readonly string[]
}

const HELD: readonly Held[] = [
  {
    partner: 'Réseau des médiathèques',
    product: 'Carte de lecteur',
    share: 70,
    from: 0,
    to: 120,
    classes: ['gratuite', 'territoire', 'gratuite'],
  },
  {
    partner: 'Piscines de la métropole',
    product: 'Dix entrées',
    share: 35,
    from: 0,
    to: 120,
    classes: ['solidaire', 'plein', 'reduit', 'plein'],
  },
  {
    partner: 'Musée du confluent',
    product: 'Entrée des collections',
    share: 40,
    from: 0,
    to: 25,
    classes: ['libre'],
  },
  {
    partner: 'Vélos en partage',
    product: 'Vélo au mois',
    share: 12,
    from: 18,
    to: 60,
    classes: ['reduit', 'plein'],
  },
  {
    partner: 'Stade des Gratte-Ciel',
    product: 'Place jeune',
    share: 25,
    from: 6,
    to: 20,
    classes: ['jeune', 'famille'],
  },
  {
    partner: 'Déchèteries',
    product: 'Vingt-quatre passages',
    share: 45,
    from: 18,
    to: 120,
    classes: ['habitant'],
  },
]

/** People, a quarter of whom are children of the one before them, with a pass and a card or a paper. */
async function bringPeople(tx: Write, today: string): Promise<void> {
  await sql`create temporary table demo_holder on commit drop as
    select n, n % 4 = 0 as is_child, null::bigint as person_id, null::bigint as pass_id,
      g.names[1 + (n * 7) % cardinality(g.names)] || ' ' || f.names[1 + (((n + 3) / 4) * 13) % cardinality(f.names)] as name,
      (${today}::date - case when n % 4 = 0 then 365 * (3 + n % 14) else 365 * (19 + (n * 11) % 62) end - n % 300)::date as born
    from generate_series(1, ${HOLDERS}::integer) n, (select string_to_array(${GIVEN}, ',') as names) g, (select string_to_array(${FAMILY}, ',') as names) f`.execute(
    tx.q,
  )
  await sql`with made as (insert into accounts.person (name, created_at)
      select name, ${today}::date - (n % 330) from demo_holder order by n returning id)
    update demo_holder h set person_id = m.id from (select id, row_number() over (order by id) as n from made) m where m.n = h.n`.execute(
    tx.q,
  )
  await sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
    select person_id, 'birthdate', born::text, 'declared', 'declared', ${tx.now} from demo_holder`.execute(
    tx.q,
  )
  await sql`insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
    select 'parent', c.person_id, p.person_id, p.person_id, ${today}::date - 30, (c.born + interval '18 years' - interval '1 day')::date, ${tx.now}, ${tx.now}
    from demo_holder c join demo_holder p on p.n = c.n - 1 where c.is_child`.execute(tx.q)
  await sql`with made as (insert into pass.pass (person_id, opened_at) select person_id, ${today}::date - (n % 330) from demo_holder returning id, person_id)
    update demo_holder h set pass_id = m.id from made m where m.person_id = h.person_id`.execute(tx.q)
  await sql`insert into pass.support (pass_id, kind, label, state, made_at)
    select pass_id, k::pass.carrier, case k when 'card' then 'Carte finissant par ' || (1000 + (n * 37) % 9000) else 'Pass sur papier' end, 'active', ${today}::date - (n % 330)
    from demo_holder, lateral (select case when n % 3 = 0 then 'paper' else 'card' end as k) x`.execute(tx.q)
}

/** Of a table made in this transaction PostgreSQL knows nothing: it guesses, and takes ten times as long. */
const measure = (tx: Write, table: string) => sql`analyze ${sql.table(table)}`.execute(tx.q)

/** What they hold, drawn by their number: since a day of the year, given or paid, some of it used. */
const holdThings = (tx: Write, today: string) =>
  sql`create temporary table demo_held on commit drop as
    select h.pass_id, d.id as product_id, d.partner_id, d.kind, d.quantity, x.classes[1 + h.n % cardinality(x.classes)] as class,
      (${today}::date - (h.n * 37 + d.id * 101) % 330)::date as since, (h.n * 5 + d.id) % 9 as times
    from demo_holder h cross join jsonb_to_recordset(${JSON.stringify(HELD)}::jsonb) x(partner text, product text, share integer, "from" integer, "to" integer, classes text[])
    join pass.partner p on p.name = x.partner join pass.product d on d.partner_id = p.id and d.name = x.product
    where (h.n * 31 + d.id * 17) % 100 < x.share and (${today}::date - h.born) / 365 between x."from" and x."to"`.execute(
    tx.q,
  )

/** Lucette Morandat and her son of eight, as the pages show them. */
async function holdTheirs(tx: Write, today: string): Promise<void> {
  await sql`with lucette as (select id from accounts.person where email = 'habitante@parvis.example'),
    hugo as (insert into accounts.person (name, created_at) select 'Hugo Morandat', ${tx.now} from lucette returning id),
    born as (insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
      select id, v, case v when 'birthdate' then (${today}::date - 8 * 365 - 40)::text when 'given_name' then 'Hugo' else 'Morandat' end, 'declared', 'declared', ${tx.now}
      from hugo, unnest(array['given_name', 'family_name', 'birthdate']) v),
    parent as (insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
      select 'parent', hugo.id, lucette.id, lucette.id, ${today}::date - 200, (${today}::date + interval '9 years')::date, ${tx.now}, ${tx.now} from hugo, lucette),
    opened as (insert into pass.pass (person_id, opened_at) select id, ${tx.now}::timestamptz - interval '200 days' from (select id from lucette union all select id from hugo) who returning id, person_id),
    card as (insert into pass.support (pass_id, kind, label, state, made_at)
      select o.id, 'card', 'Carte finissant par 4417', 'active', ${tx.now}::timestamptz - interval '200 days' from opened o join lucette l on l.id = o.person_id)
    insert into demo_held (pass_id, product_id, partner_id, kind, quantity, class, since, times)
    select o.id, d.id, d.partner_id, d.kind, d.quantity, x.class, ${today}::date - 150, x.times
    from (values (true, 'Carte de lecteur', 'gratuite', 0), (true, 'Dix entrées', 'solidaire', 3), (true, 'Entrée des collections', 'reduit', 0),
        (true, 'Vingt-quatre passages', 'habitant', 14), (false, 'Carte de lecteur', 'gratuite', 0), (false, 'Entrée des collections', 'libre', 0), (false, 'Place jeune', 'jeune', 3)) x(is_hers, product, class, times)
    join pass.product d on d.name = x.product join opened o on (o.person_id = (select id from lucette)) = x.is_hers`.execute(
    tx.q,
  )
}

/** What is held, credited, and used so far: whose each use was is forgotten, as it is after two days. */
async function keepBooks(tx: Write, today: string): Promise<void> {
  await sql`insert into pass.entitlement (pass_id, product_id, class, since, until, given_as, because, decided_at, remaining)
    select pass_id, h.product_id, h.class, since, (since + interval '12 months' - interval '1 day')::date, case when coalesce(c.cents, 0) > 0 then 'bought' else 'desk' end::pass.given,
      case when coalesce(c.cents, 0) > 0 then 'Parce que vous l’avez acheté à un guichet, au tarif ' || h.class || '.' else 'Parce qu’un guichet vous l’a donné, au tarif ' || h.class || '.' end,
      since, case when kind in ('entries', 'credit') then 0 end
    from demo_held h left join pass.price c on c.product_id = h.product_id and c.class = h.class`.execute(
    tx.q,
  )
  await sql`create temporary table demo_move on commit drop as
    select e.id as entitlement_id, h.partner_id, h.product_id, h.class, h.kind, h.since, coalesce(h.quantity, 0) as quantity, least(h.times, h.quantity) as times, coalesce(c.cents, 0) as cents,
      null::bigint as gift, null::bigint as used
    from demo_held h join pass.entitlement e on (e.pass_id, e.product_id) = (h.pass_id, h.product_id) left join pass.price c on c.product_id = h.product_id and c.class = h.class`.execute(
    tx.q,
  )
  await measure(tx, 'demo_move')
  await sql`with made as (insert into pass.transfer (partner_id, product_id, class, kind, at, entitlement_id, means)
      select partner_id, product_id, class, case when cents > 0 then 'sold' else 'given' end::pass.transfer_kind, since + interval '10 hours', entitlement_id, case when cents > 0 then 'card' end
      from demo_move returning id, entitlement_id)
    update demo_move m set gift = made.id from made where made.entitlement_id = m.entitlement_id`.execute(
    tx.q,
  )
  await sql`insert into pass.posting (transfer_id, account_id, amount)
    select m.gift, a.id, m.quantity from demo_move m join pass.account a on a.entitlement_id = m.entitlement_id where m.kind = 'entries'
    union all select m.gift, a.id, case a.kind when 'funding' then -m.quantity when 'income' then -m.cents else m.cents end
      from demo_move m join pass.account a on a.partner_id = m.partner_id
      where a.kind = 'funding' and a.unit = 'entry' and m.kind = 'entries' or a.kind in ('income', 'cash') and m.cents > 0`.execute(
    tx.q,
  )
  await sql`with made as (insert into pass.transfer (partner_id, product_id, class, kind, at)
      select partner_id, product_id, class, 'used', least(since + 20, ${today}::date - 3) + interval '11 hours' from demo_move where times > 0 and kind = 'entries' order by entitlement_id returning id)
    update demo_move m set used = x.id from (select id, row_number() over (order by id) as n from made) x,
      (select entitlement_id, row_number() over (order by entitlement_id) as n from demo_move where times > 0 and kind = 'entries') o
    where o.n = x.n and m.entitlement_id = o.entitlement_id`.execute(tx.q)
  await sql`insert into pass.posting (transfer_id, account_id, amount)
    select m.used, a.id, case a.kind when 'used' then m.times else -m.times end from demo_move m join pass.account a on a.entitlement_id = m.entitlement_id
      or (a.partner_id = m.partner_id and a.kind = 'used' and a.unit = 'entry') where m.used is not null`.execute(
    tx.q,
  )
  await sql`update pass.posting p set account_id = past.id from demo_move m, pass.account a, pass.account past
    where p.transfer_id = m.used and a.id = p.account_id and a.kind = 'holder' and past.kind = 'past' and past.unit = a.unit and past.partner_id = a.partner_id`.execute(
    tx.q,
  )
}

/** What Lucette Morandat did these days: an entry at the pool, three loans at the library. */
async function tellLastUses(tx: Write): Promise<void> {
  const { rows } = await sql<{
    id: number
    entitlementId: number
    partnerId: number
    productId: number
    class: string
    isCounted: boolean
  }>`
    with mine as (select e.*, d.partner_id, d.name from pass.entitlement e join pass.product d on d.id = e.product_id join pass.pass p on p.id = e.pass_id
      join accounts.person w on w.id = p.person_id where w.email = 'habitante@parvis.example'),
    door as (select distinct on (partner_id) * from pass.device order by partner_id, id),
    seen as (update pass.device v set last_seq = v.last_seq + 1 from door where v.id = door.id and v.partner_id in (select partner_id from mine) returning v.id, v.last_seq),
    shown as (insert into pass.redemption (device_id, seq, partner_id, place_id, product_id, entitlement_id, class, at, received_at, is_online, result, hash)
      select v.id, s.last_seq, v.partner_id, v.place_id, m.product_id, m.id, m.class, ${tx.now}::timestamptz - x.ago, ${tx.now}::timestamptz - x.ago, true, 'ok', sha256(v.label::bytea)
      from (values ('Dix entrées', interval '19 hours'), ('Carte de lecteur', interval '27 hours')) x(product, ago)
      join mine m on m.name = x.product join door v on v.partner_id = m.partner_id join seen s on s.id = v.id returning *)
    select s.id, s.entitlement_id as "entitlementId", s.partner_id as "partnerId", s.product_id as "productId", s.class, m.remaining is not null as "isCounted"
    from shown s join mine m on m.id = s.entitlement_id`.execute(tx.q)
  for (const use of rows) {
    const { rows: made } = await sql<{
      id: number
    }>`insert into pass.transfer (partner_id, product_id, class, kind, at, redemption_id)
      select partner_id, product_id, class, 'used', at, id from pass.redemption where id = ${use.id} returning id`.execute(
      tx.q,
    )
    await sql`insert into pass.posting (transfer_id, account_id, amount) select ${made[0]?.id}, a.id, case a.kind when 'used' then 1 else -1 end from pass.account a
      where (a.partner_id = ${use.partnerId} and a.unit = 'entry' and a.kind = 'used')
        or case when ${use.isCounted} then a.entitlement_id = ${use.entitlementId} else a.partner_id = ${use.partnerId} and a.unit = 'entry' and a.kind = 'funding' end`.execute(
      tx.q,
    )
  }
}

/** @returns how many hold something; 0 when no partner is there. Act as the system. */
export async function giveDemoPasses(tx: Write): Promise<number> {
  const { rows } = await sql<{
    there: boolean
  }>`select exists (select from pass.product d join pass.partner p on p.id = d.partner_id
    where p.name = 'Piscines de la métropole' and d.name = 'Dix entrées') as there`.execute(tx.q)
  if (rows[0]?.there !== true) return 0
  const today = await todayThere(tx)
  await bringPeople(tx, today)
  await holdThings(tx, today)
  await holdTheirs(tx, today)
  await measure(tx, 'demo_held')
  await keepBooks(tx, today)
  await tellLastUses(tx)
  return HOLDERS
}
