// Photographs of the example territory’s agents, who are nobody: faces drawn here, given by each through the real verb.
import { keepPortrait } from '#directory'
import type { Storing } from '#files'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'

/** Who, then the ground, the skin, the hair, the shirt; and how the hair falls. */
const FACES = [
  ['voirie@parvis.example', '#d8e6df', '#d9a27c', '#3b2a22', '#e0882f', 'short'],
  ['chef.voirie@parvis.example', '#e9dfd2', '#b9805a', '#1f1a1c', '#0b5a6b', 'long'],
  ['communication@parvis.example', '#dfe3ee', '#efc6a6', '#a4552c', '#6c4a8c', 'long'],
  ['agent.bron@parvis.example', '#e4ead6', '#8a5a3c', '#231a17', '#2f6f4f', 'short'],
  ['hugo.saone@parvis.example', '#dce7ee', '#f0cdb0', '#c9a25b', '#44514f', 'short'],
  ['lise.arbres@parvis.example', '#eaddd9', '#e3b28d', '#5a3a2a', '#557a3c', 'bun'],
  ['awa.proprete@parvis.example', '#efe5cb', '#6b4430', '#17120f', '#b5473c', 'bun'],
] as const

const HAIR = {
  short: 'M96 150C92 78 228 78 224 150C214 122 196 112 160 112S106 122 96 150Z',
  long: 'M92 236C74 74 246 74 228 236L206 236C214 168 204 128 160 124S106 168 114 236Z',
  bun: 'M98 152C96 82 224 82 222 152C208 120 190 116 160 116S112 120 98 152ZM160 92A30 30 0 1 1 161 92Z',
} as const

const drawn = ([, ground, skin, hair, shirt, fall]: (typeof FACES)[number]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" width="320" height="320"><rect width="320" height="320" fill="${ground}"/>
  <path d="M50 320C54 246 110 236 160 236S266 246 270 320Z" fill="${shirt}"/><path d="M138 196H182V246C182 262 138 262 138 246Z" fill="${skin}"/>
  <ellipse cx="160" cy="160" rx="56" ry="68" fill="${skin}"/><path d="${HAIR[fall]}" fill="${hair}"/>
  <circle cx="140" cy="158" r="5" fill="#16211f"/><circle cx="180" cy="158" r="5" fill="#16211f"/>
  <path d="M140 192C150 202 170 202 180 192" fill="none" stroke="#16211f" stroke-width="4" stroke-linecap="round"/></svg>`

export async function givePortraits(
  db: Database,
  storing: Pick<Storing, 'files' | 'config'>,
  actorOf: (tx: Read, email: string) => Promise<Actor>,
): Promise<void> {
  const { default: sharp } = await import('sharp')
  for (const face of FACES) {
    const actor = await db.read(system, (tx) => actorOf(tx, face[0]))
    const square = await sharp(Buffer.from(drawn(face)))
      .webp({ quality: 80 })
      .toBuffer()
    await keepPortrait({ db, actor, ...storing }, actor.personId ?? 0, square)
  }
}
