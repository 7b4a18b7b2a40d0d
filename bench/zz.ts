import { measureStudio } from './forms/studio.ts'
import { readOptions } from './options.ts'
import { openWorld } from './world.ts'
const world = await openWorld(readOptions(['--only','forms','--data','/tmp/zzst']))
console.log(await measureStudio(world, 20)); await world.close(); process.exit(0)
