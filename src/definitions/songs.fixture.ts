// Two kinds of definitions for the tests of the store: songs, and albums that hold some.
import { z } from 'zod'
import { type Defining, definitionKind, gateOn } from '#platform/house/definition.ts'

interface Song {
  id: string
  verses: string[]
}
export const SONG = definitionKind<Song>({
  kind: 'song',
  one: 'chanson',
  isFeminine: true,
  schema: z.strictObject({ id: z.string(), verses: z.array(z.string()) }),
  idOf: ({ id }) => id,
  folder: 'songs',
  goesWithItsFile: true,
  refuse: ({ verses }) =>
    verses.length === 0 ? [{ at: 'verses', sentence: 'Elle n’a pas de couplet.' }] : [],
  parts: { verses: 'les couplets' },
})
interface Album {
  id: string
  songs: string[]
}
export const ALBUM = definitionKind<Album>({
  kind: 'album',
  one: 'album',
  schema: z.strictObject({ id: z.string(), songs: z.array(z.string()) }),
  idOf: ({ id }) => id,
  folder: 'albums',
  together: true,
  refuse: async ({ songs }, ground) => {
    const known = await ground.all(SONG)
    return songs.filter((id) => !known.has(id)).map((id) => ({ at: id, sentence: `${id} n’existe pas.` }))
  },
  parts: { songs: 'les chansons' },
})
const needed = gateOn(SONG, {
  keep: async (id, ground) =>
    [...(await ground.all(ALBUM)).values()].some(({ songs }) => songs.includes(id))
      ? [{ sentence: 'Un album la contient.' }]
      : [],
})
/** A house of two kinds, where nothing that an album needs is withdrawn. */
export const house: Defining = { definitions: [SONG, ALBUM], gates: [needed], retention: [], effects: [] }
