// What the steering brings to the program: what is read is counted of nobody, and whoever keeps it reads how it is used.
import { agent } from '#platform/access.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import type { KeyKind } from '#platform/house/audience.ts'
import { agentList } from '#territory'
import { access, STEERING } from './count/access.ts'
import { showBoard } from './board/board.agent.ts'
import { HERE, READINGS } from './board/place.ts'
import { readingsList } from './board/readings.list.ts'
import { sections } from './count/sections.ts'
import { takeOpenings, TELL, tellingMonths } from './count/take.ts'

/** Units that one heads, and those below: found by the database alone. */
const LED: KeyKind = { kind: 'led', ever: agent('manager').anywhere.ever }

export const steering: Module = {
  name: 'steering',
  access,
  keys: [LED],
  carried: [{ table: 'steering.thing', rows: ITS_OWN, end: { erased: 'Lectures de ses contenus' } }],
  counted: [sections],
  takesOpenings: takeOpenings,
  routes: [
    {
      get: HERE,
      action: 'use.read',
      title: 'Pilotage',
      face: 'agent',
      handle: showBoard([{ href: READINGS, label: 'Lectures' }]),
    },
    ...agentList(readingsList),
  ],
  styles: [{ sheet: 'desk.css', file: new URL('steering.css', import.meta.url) }],
  jobs: (_config, _held, { counted }) => ({ [TELL]: tellingMonths(counted) }),
  recurring: [{ task: TELL, minutes: 24 * 60 }],
  navigation: [
    {
      menu: 'desk',
      order: 92,
      words: 'lectures, fréquentation, fraîcheur, satisfaction, statistiques, bilan',
      href: HERE,
      label: 'Pilotage',
      who: agent(...STEERING).anywhere,
    },
  ],
}
