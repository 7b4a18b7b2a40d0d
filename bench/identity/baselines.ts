// What each part is compared with, within the same run: the hash alone, and the statements alone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { findPgbench, runPgbench } from '../pgbench.ts'
import type { World } from '../world.ts'
import { tokenSql } from './accounts.ts'

/** Hashes checked per second of one core, with nothing else in the process. */
export async function hashesPerCore(): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hashes.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  await once(child, 'close')
  return Number(Buffer.concat(said).toString())
}

/**
 * What PostgreSQL alone reaches with the two statements of the engine in a refresh: the token and its grant read, two tokens
 * written. By the same role, durable as they are. Transactions per second; null without pgbench on this machine.
 */
export async function refreshStatements(
  world: World,
  tokens: number,
  connections: number,
): Promise<number | null> {
  const path = findPgbench()
  if (path === null) return null
  const digest = `sha256(convert_to(${tokenSql('refresh', ':number')}, 'utf8'))`
  const row = (model: string, draw: string) =>
    `json_build_object('model', '${model}', 'id', encode(sha256(convert_to('${draw}' || :fresh, 'utf8')), 'hex'),
      'payload', found.payload, 'grant_id', 'grant-' || :number, 'expires_at', now() + interval '1 hour')`
  const script = `
    \\set number random(1, ${tokens})
    \\set fresh random(1, 1000000000000)
    select payload, consumed_at, grant_payload from identity.artifact_find('RefreshToken', ${digest});
    select identity.artifact_write(json_build_array(${row('RefreshToken', 'r')}, ${row('AccessToken', 'a')}), null, null, now())
      from identity.artifact_find('Grant', sha256(convert_to('grant-' || :number, 'utf8'))) found;`
  return runPgbench(path, world, `${script.replaceAll(/^ +/gm, '')}\n`, connections, 5)
}
