// Ids of real containers and of an exec, as samples have them.
export const A = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
export const EXEC = '0f80962a9b908b89ea5af2f20f361e9dc10cfee6986cdc29d59e040e863427ef';
export const B = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
/** A container of a pod, its sandbox, and the pod's name. */
export const C = '99a97d5c709457dfd4b281869e7c40b15dcc6d86617628210b90c5054c9b6c33';
export const SANDBOX = 'd7149696f57ebc3f7cabaf3942aca7c0b4b639e29e30bc2e90e97457a84e2060';
export const POD = 'kube-controller-manager-fedora';
