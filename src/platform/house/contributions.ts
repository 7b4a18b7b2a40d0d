// What handlers read of the house.
import { openapi } from '../api/openapi.ts'
import { wholeDoor } from './door.ts'
import type { House } from './house.ts'

export const contributions = (house: House) => ({
  door: wholeDoor(house.door),
  navigation: house.navigation,
  fileOpened: house.fileOpened,
  blocks: house.blocks,
  awaited: house.awaited,
  invites: house.invites,
  settings: house.settings,
  runs: house.runs,
  charges: house.heldByPeople,
  notices: house.notices,
  features: house.features,
  searches: house.searches,
  sought: house.sought,
  digests: house.digests,
  feeds: house.feeds,
  describe: (publicUrl: string) => openapi({ ...house, publicUrl }),
  scopes: house.scopes,
  toldEvents: house.toldEvents,
  found: house.found,
  opening: house.opening,
  held: house,
  defining: house,
  visitorTables: house.visitorTables,
})
