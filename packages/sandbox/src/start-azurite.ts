/** The process that Azurite runs in; started by the storage room, which sends it orders. */
import { obeyOrders } from './storage/azurite-orders.ts';

obeyOrders(process);
