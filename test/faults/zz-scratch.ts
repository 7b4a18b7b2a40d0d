import { mkdtemp } from 'node:fs/promises'
import { chmodSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '#platform/migrate.ts'
import { locateCluster } from '#platform/postgres/cluster.ts'
import { startEmbedded } from '#platform/postgres/open.ts'
import { postmasterOf } from '#platform/postgres/postmaster.ts'
import { ask, startProgram } from '#test/program.ts'
import { prepareTemplate } from '#test/template.ts'
const folder = await mkdtemp('/tmp/parvis-scratch-'); chmodSync(folder, 0o711)
const e = await startEmbedded(folder, { fast: false })
await migrate(e.urls.owner); await prepareTemplate(e.urls.owner); await e.stop()
for (let round = 0; round < 6; round++) {
const p = await startProgram({ PARVIS_DATA: folder })
let on = true
const load = Array.from({ length: 12 }, async () => { const v = randomUUID(); while (on) { const at = (await ask(p.origin, v, '/demarches/signaler-un-nid-de-poule/demande'))?.location.replace(/\/place$/, ''); if (!at) { await sleep(20); continue }
  const pages: [string, Record<string,string>][] = [['place', { 'place-commune': '69283', 'place-adresse': 'Devant', place_kind: 'street' }], ['problem', { size: 'small', details: 'x' }], ['contact', { name: 'L M', email: 'a@b.example', phone: '' }], ['envoyer', {}]]
  for (const [s, vals] of pages) await ask(p.origin, v, `${at}/${s}`, vals) } })
for (let i = 0; i < 5 && p.isAlive(); i++) { await sleep(300 + Math.random() * 1500); const m = postmasterOf(locateCluster(folder)); if (m) try { process.kill(m.pid, 'SIGKILL') } catch {} }
await sleep(1500)
console.log(round, 'alive', p.isAlive()); on = false; await Promise.all(load)
if (!p.isAlive()) { console.log(p.output().slice(0, 5000)); break }
await p.stop()
}
process.exit(0)
