// Ids of real containers and of an exec, as samples have them.
export const A = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
export const EXEC = '0f80962a9b908b89ea5af2f20f361e9dc10cfee6986cdc29d59e040e863427ef';
export const B = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
