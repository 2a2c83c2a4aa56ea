namespace FpgaSeg.Boards;

/// <summary>A board as hw/boards/&lt;name&gt;/board.json describes it.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Title">Maker and product.</param>
/// <param name="Part">Full part number for the vendor tools.</param>
/// <param name="ClockHz">Clock of the network's logic.</param>
/// <param name="Dsp">DSP blocks.</param>
/// <param name="Bram36">Block RAMs of 36 Kb.</param>
/// <param name="Lut">Look-up tables.</param>
/// <param name="FlipFlops">Flip-flops.</param>
/// <param name="Link">What the board's link buffers allow.</param>
public sealed record BoardDescription(
    string Name,
    string Title,
    string Part,
    long ClockHz,
    int Dsp,
    int Bram36,
    int Lut,
    int FlipFlops,
    BoardLink Link);

/// <summary>Payload bytes per frame, and payload bytes that the board can hold before the network takes them.</summary>
public sealed record BoardLink(int MaxPayload, int ReceiveBuffer);
