// The simulator of FranceConnect, in a process of its own: its time is not the program's. Prints its issuer.
import { clientFor } from '../../simulators/clients.ts'
import { franceConnect } from '../../simulators/franceconnect.ts'
import { startSimulator } from '../../simulators/provider.ts'
import { citizen, CITIZENS } from './personas.ts'

const [origin = ''] = process.argv.slice(2)
const personas = Array.from({ length: CITIZENS }, (_, index) => citizen(index + 1))
const flavour = { ...franceConnect, personas }
const { issuer } = await startSimulator(flavour, { port: 0, clients: [clientFor(origin, 'franceconnect')] })
console.log(issuer)
