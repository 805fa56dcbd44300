import { storeContract } from '../../../contract/store.ts';
import { folderBench } from './bench.ts';

storeContract('in a file', () => folderBench());
