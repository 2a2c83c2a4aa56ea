namespace FpgaSeg.Planning.Logic;

/// <summary>What the building blocks of eng/logic-model cost in one family; the size of each is in bits unless it says otherwise.</summary>
/// <param name="Add">A sum.</param>
/// <param name="Accumulate">An accumulator that starts again.</param>
/// <param name="Mac">The same behind a multiplier whose block may hold it.</param>
/// <param name="Select">One word of several: bits x (words - 1), and bits.</param>
/// <param name="Enables">Registers of which one is written: their number.</param>
/// <param name="Counter">A counter that wraps.</param>
/// <param name="Clip">Limits a value to a signed format: bits of the value, of the format.</param>
/// <param name="ClipUnsigned">Likewise, to an unsigned one.</param>
/// <param name="Rectify">A bias and the rectifier.</param>
/// <param name="Max">The larger of two.</param>
/// <param name="Mix">The bilinear doubling's four products by constants.</param>
/// <param name="Unpack">A paired sum taken apart into two accumulators: bits of the upper field and of both.</param>
/// <param name="Pair">Two weights made one factor.</param>
/// <param name="Threshold">Comparison with a constant.</param>
/// <param name="Queue">Control of a queue in a memory: bits of its address.</param>
/// <param name="ShiftQueue">Control of one in shift registers, likewise.</param>
/// <param name="WindowControl">Control of a sliding window: <see cref="WindowBits"/>.</param>
/// <param name="WindowControlInt">The same where every number has 32 bits, as in C++.</param>
internal sealed record LogicBlocks(
    BlockCost Add,
    BlockCost Accumulate,
    BlockCost Mac,
    BlockCost Select,
    BlockCost Enables,
    BlockCost Counter,
    BlockCost Clip,
    BlockCost ClipUnsigned,
    BlockCost Rectify,
    BlockCost Max,
    BlockCost Mix,
    BlockCost Unpack,
    BlockCost Pair,
    BlockCost Threshold,
    BlockCost Queue,
    BlockCost ShiftQueue,
    BlockCost WindowControl,
    BlockCost WindowControlInt);
