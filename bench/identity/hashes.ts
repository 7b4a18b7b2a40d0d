// Checks one password again and again for three seconds, and prints how many times for each second of processor.
import { hash, verify } from '@node-rs/argon2'
import { ARGON2 } from './argon2.ts'

const kept = await hash('une phrase assez longue', ARGON2)
const [start, before] = [performance.now(), process.cpuUsage()]
let times = 0
while (performance.now() - start < 3000) {
  await verify(kept, 'une phrase assez longue')
  times++
}
const { user, system } = process.cpuUsage(before)
console.log(times / ((user + system) / 1e6))
