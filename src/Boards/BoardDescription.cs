using System.Collections.Immutable;

namespace FpgaSeg.Boards;

/// <summary>A board as hw/boards/&lt;name&gt;/board.json describes it.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Title">Maker and product.</param>
/// <param name="Part">Full part number for the vendor tools.</param>
/// <param name="Family">Name of a <see cref="DeviceFamily"/>.</param>
/// <param name="ClockHz">Clock of the network's logic, made from the oscillator's.</param>
/// <param name="Oscillator">Clock that enters the logic on the board.</param>
/// <param name="Resources">What the part holds.</param>
/// <param name="ExternalMemory">Memory beside the part; null where there is none.</param>
/// <param name="Link">How the host is reached.</param>
/// <param name="Programming">How a bitstream gets there.</param>
public sealed record BoardDescription(
    string Name,
    string Title,
    string Part,
    string Family,
    long ClockHz,
    Oscillator Oscillator,
    DeviceResources Resources,
    ExternalMemory? ExternalMemory,
    BoardLink Link,
    Programming Programming);

/// <summary>A clock source and the pin of the part at which it enters.</summary>
public sealed record Oscillator(long Hz, string Pin);

/// <summary>Resources of a part, in the units of its <see cref="DeviceFamily"/>.</summary>
/// <param name="Dsp">Multiplier blocks (DSP48E1, MULT18X18D, Gowin's 18x18 multipliers).</param>
/// <param name="BlockRam">Block RAM primitives (RAMB36E1, DP16KD, BSRAM).</param>
/// <param name="Lut">Look-up tables of the family's number of inputs.</param>
/// <param name="LutRam">Look-up tables among them that can be distributed RAM.</param>
/// <param name="FlipFlops">Flip-flops.</param>
public sealed record DeviceResources(int Dsp, int BlockRam, int Lut, int LutRam, int FlipFlops);

/// <summary>Memory beside the part.</summary>
/// <param name="Kind">"ddr3", "ddr3l", "sdram" or "sram".</param>
/// <param name="Bytes">Capacity in bytes.</param>
/// <param name="DataBits">Width of its data bus.</param>
/// <param name="PeakBytesPerSecond">Width times transfer rate of that bus; what a controller leaves of it is less.</param>
/// <param name="Path">How the logic reaches it: "mig", "ps-hp", "sdram-controller", "sram-controller", "gowin-ddr3".</param>
public sealed record ExternalMemory(string Kind, long Bytes, int DataBits, long PeakBytesPerSecond, string Path);

/// <summary>What the link protocol and the wires to the host allow.</summary>
/// <param name="MaxPayload">Payload bytes per frame.</param>
/// <param name="ReceiveBuffer">Payload bytes that the board can hold before the network takes them.</param>
/// <param name="Uart">Serial wires; null where there are none.</param>
/// <param name="Usb">Parallel wires to a USB chip; null where there are none.</param>
public sealed record BoardLink(int MaxPayload, int ReceiveBuffer, UartPins? Uart, UsbPort? Usb);

/// <summary>Serial wires to a USB adapter.</summary>
/// <param name="Rx">Pin on which the part receives.</param>
/// <param name="Tx">Pin on which the part transmits.</param>
/// <param name="MaxBaud">Fastest rate of the adapter.</param>
/// <param name="Connector">Where the cable goes, and which chip is behind it.</param>
public sealed record UartPins(string Rx, string Tx, int MaxBaud, string Connector);

/// <summary>Wires to a USB chip that moves whole bytes.</summary>
/// <param name="Kind">"ft2232h-fifo" or "ft232h-fifo": the chip and its mode.</param>
/// <param name="Connector">Where the cable goes.</param>
/// <param name="Pins">Signal of the chip to pin of the part.</param>
public sealed record UsbPort(string Kind, string Connector, ImmutableSortedDictionary<string, string> Pins);

/// <summary>How a bitstream reaches the board.</summary>
/// <param name="OpenFpgaLoader">Board name of openFPGALoader.</param>
/// <param name="Constraints">File in the board's folder that ties ports to pins.</param>
public sealed record Programming(string OpenFpgaLoader, string Constraints);
