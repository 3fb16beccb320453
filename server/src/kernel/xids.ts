// NVIDIA's Xid codes: what kind of fault the driver reports (docs.nvidia.com/deploy/xid-errors; names from nverror.h of NVIDIA/open-gpu-kernel-modules).

/** The codes that node logs have, with the driver's name where its source gives one. */
export const XIDS: ReadonlyMap<number, { readonly name: string | null; readonly meaning: string }> = new Map(
  (
    [
      [8, 'ROBUST_CHANNEL_FIFO_ERROR_IDLE_TIMEOUT', 'GPU stopped processing'],
      [13, 'ROBUST_CHANNEL_GR_EXCEPTION', 'Graphics Engine Exception'],
      [31, 'ROBUST_CHANNEL_FIFO_ERROR_MMU_ERR_FLT', 'GPU memory page fault'],
      [32, 'ROBUST_CHANNEL_PBDMA_ERROR', 'Invalid or corrupted push buffer stream'],
      [43, 'ROBUST_CHANNEL_RESETCHANNEL_VERIF_ERROR', 'GPU stopped processing'],
      [45, 'ROBUST_CHANNEL_PREEMPTIVE_REMOVAL', 'Preemptive cleanup, due to previous errors'],
      [48, 'ROBUST_CHANNEL_GPU_ECC_DBE', 'Double Bit ECC Error'],
      [61, 'PMU_BREAKPOINT', 'PMU Breakpoint (non-fatal)'],
      [62, 'PMU_HALT_ERROR', 'PMU Halt Error'],
      [63, 'INFOROM_DRAM_RETIREMENT_EVENT', 'ECC page retirement or row remapping recording event'],
      [64, 'INFOROM_DRAM_RETIREMENT_FAILURE', 'ECC page retirement or row remapper recording failure'],
      [68, 'ROBUST_CHANNEL_NVDEC0_ERROR', 'Video Engine Error (NVDEC0)'],
      [69, 'ROBUST_CHANNEL_GR_CLASS_ERROR', 'Graphics Engine class error'],
      [74, 'NVLINK_ERROR', 'NVLink Error'],
      [79, 'ROBUST_CHANNEL_GPU_HAS_FALLEN_OFF_THE_BUS', 'GPU has fallen off the bus'],
      [92, 'EXCESSIVE_SBE_INTERRUPTS', 'High single-bit ECC error rate'],
      [94, 'ROBUST_CHANNEL_CONTAINED_ERROR', 'Contained ECC error'],
      [95, 'ROBUST_CHANNEL_UNCONTAINED_ERROR', 'Uncontained ECC error'],
      [119, 'GSP_RPC_TIMEOUT', 'GSP RPC Timeout'],
      [120, 'GSP_ERROR', 'GSP Error'],
      [121, 'C2C_ERROR', 'C2C Link Error'],
      [122, 'SPI_PMU_RPC_READ_FAIL', 'SPI RPC read failure'],
      [123, 'SPI_PMU_RPC_WRITE_FAIL', 'SPI RPC write failure'],
      [124, 'SPI_PMU_RPC_ERASE_FAIL', 'SPI RPC erase failure'],
      [125, 'INFOROM_FS_ERROR', 'Inforom file system failure'],
    ] as const
  ).map(([code, name, meaning]) => [code, { name, meaning }]),
);
