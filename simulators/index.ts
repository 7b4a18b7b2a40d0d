// The door of the simulators: each service, for a program or a test that starts them in its own process.
export { type Fault, FAULTS } from './faults.ts'
export { franceConnect } from './franceconnect.ts'
export { proConnect } from './proconnect.ts'
export { type Simulator, type SimulatorOptions, startSimulator } from './provider.ts'
export type { Client, Flavour, Persona } from './shapes.ts'
export { LIBRARIES, type ListFault, type ListSimulator, startListSimulator } from './list.ts'
export { type QuotientFault, type QuotientSimulator, startQuotientSimulator } from './quotient.ts'
