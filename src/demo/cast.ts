// Who tells the demonstration, and who plays the agents in it.
import type { Actor } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { FileStore } from '#platform/files/store/store.ts'
import type { Dice } from './dice.ts'
import type { DemoPicture } from './pictures.ts'
import type { Stories } from './story.ts'

export interface Telling {
  stories: Stories
  pictures: DemoPicture[]
  /** An identity card of nobody. */
  specimen: DemoPicture
  files: FileStore
  config: Pick<Config, 'clamd' | 'dataFolder'>
  dice: Dice
  /** Who tells of a danger, drawn apart: stories stay the same whatever the forms ask. */
  dangers: Dice
  count: number
  stopping?: AbortSignal | undefined
  /** Tells whoever waits how far it is. */
  say: (step: string) => void
}

/** Everybody with a membership, as actors, by unit. */
export interface Agents {
  inUnit(unitId: number): Actor[]
  byEmail(email: string): Actor
}
