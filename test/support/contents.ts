// What a database holds, table by table: visits that change nothing leave it as it was.
import pg from 'pg'

/** Of every table but those, a digest of its rows. */
export async function contents(
  ownerUrl: string,
  without: readonly string[],
): Promise<Record<string, string>> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`)
    const held: Record<string, string> = {}
    for (const { name } of tables.filter((table) => !without.includes(table.name)))
      held[name] = (
        await client.query(`select md5(string_agg(t::text, '|' order by t::text)) as sum from ${name} t`)
      ).rows[0].sum
    return held
  } finally {
    await client.end()
  }
}
