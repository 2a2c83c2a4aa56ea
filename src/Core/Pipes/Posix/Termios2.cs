using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FpgaSeg.Core.Pipes.Posix;

/// <summary>Line settings of a terminal: Linux's struct termios2, which takes any baud (flag BOTHER).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Termios2
{
    private const nuint Get = 0x802C542A;
    private const nuint SetAndFlush = 0x402C542D;
    private const uint BaudMask = 0x100F100F;
    private const uint OtherBaud = 0x1000;
    private const uint EightBits = 0x30;
    private const uint Receive = 0x80;
    private const uint IgnoreModemLines = 0x800;

    /// <summary>Place of VMIN: with 0 there, a read of nothing looks like a hang-up.</summary>
    private const int MinimumIndex = 6;

    private uint _input;
    private uint _output;
    private uint _control;
    private uint _local;
    private byte _discipline;
    private ControlCharacters _characters;
    private uint _inputBaud;
    private uint _outputBaud;

    /// <summary>Baud from the computer to the device.</summary>
    public readonly int Baud => (int)_outputBaud;

    /// <summary>Reads the settings of a terminal; false when <paramref name="descriptor"/> is none.</summary>
    public static bool TryGet(int descriptor, out Termios2 settings)
    {
        settings = default;
        return LibC.Control(descriptor, Get, ref settings) == 0;
    }

    /// <summary>Raw bytes, 8N1, no flow control, no echo, at <paramref name="baud"/>; bytes that wait in either direction are dropped.</summary>
    /// <returns>False when the terminal refuses; see <see cref="LibC.LastError"/>.</returns>
    public static bool TrySetRaw(int descriptor, int baud)
    {
        if (!TryGet(descriptor, out var settings))
            return false;
        (settings._input, settings._output, settings._local) = (0, 0, 0);
        settings._control = EightBits | Receive | IgnoreModemLines | OtherBaud;
        settings._discipline = 0;
        settings._characters = default;
        settings._characters[MinimumIndex] = 1;
        (settings._inputBaud, settings._outputBaud) = ((uint)baud, (uint)baud);
        return LibC.Control(descriptor, SetAndFlush, ref settings) == 0;
    }

    /// <summary>Whether the settings are raw: no echo, no line editing, eight bits, some baud.</summary>
    public readonly bool IsRaw => _local == 0 && _output == 0 && (_control & EightBits) == EightBits && (_control & BaudMask) != 0;

    [InlineArray(19)]
    private struct ControlCharacters
    {
        private byte _first;
    }
}
